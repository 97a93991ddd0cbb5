/** Conditions on labels, as Alertmanager writes them: severity="page", instance=~"web.*". */
export const OPS = ['=', '!=', '=~', '!~'] as const;
export type Op = (typeof OPS)[number];

export interface LabelMatcher {
  readonly name: string;
  readonly op: Op;
  readonly value: string;
}

export function matcherText({ name, op, value }: LabelMatcher): string {
  return `${/^[A-Za-z_][\w.]*$/.test(name) ? name : JSON.stringify(name)}${op}${JSON.stringify(value)}`;
}

/** One condition; null for what is none. Quotes around name and value may be missing. */
export function parseMatcher(text: string): LabelMatcher | null {
  const found = /^\s*("(?:[^"\\]|\\.)*"|[^=!~"\s]+)\s*(=~|!~|!=|=)\s*([\s\S]*?)\s*$/.exec(text);
  const [, name, op, value] = found ?? [];
  const known = OPS.find((each) => each === op);
  if (name === undefined || value === undefined || known === undefined) return null;
  return { name: unquoted(name), op: known, value: unquoted(value) };
}

function unquoted(text: string): string {
  if (!/^"[\s\S]*"$/.test(text) || text.length < 2) return text;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'string' ? read : text;
  } catch {
    return text.slice(1, -1);
  }
}

/** What matches exactly an alert with these labels, its name first. */
export function matchersOf(labels: Readonly<Record<string, string>>): LabelMatcher[] {
  return Object.entries(labels)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => Number(b === 'alertname') - Number(a === 'alertname'))
    .map(([name, value]) => ({ name, op: '=', value }));
}

/** "severity=page team=db" as labels; null when a word is not name=value. */
export function parseLabels(text: string): Record<string, string> | null {
  const labels: Record<string, string> = {};
  for (const word of text.match(/(?:[^\s,"]|"(?:[^"\\]|\\.)*")+/g) ?? []) {
    const matcher = parseMatcher(word);
    if (matcher === null || matcher.op !== '=') return null;
    labels[matcher.name] = matcher.value;
  }
  return labels;
}

/** As {@link parseLabels} reads them. */
export function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${/^[^\s,"]+$/.test(value) ? value : JSON.stringify(value)}`)
    .join(' ');
}
