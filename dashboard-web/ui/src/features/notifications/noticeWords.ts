/** What receivers know and how it is with them, in words. */
import type { NoticeGroup, NoticeLine, NoticeReceiver, Notices, RouteExplanation, RouteTarget } from '../../api/notices';
import { counted, relative, span } from '../../lib/format';

/** A line that something is wrong with, and what. */
export interface Trouble {
  readonly receiver: string;
  readonly integration: string;
  readonly words: string;
}

/** "webhook[0]" is "webhook"; a second one keeps its number. */
export function integrationWords(integration: string): string {
  const [, kind, number] = /^(\w+)\[(\d+)\]$/.exec(integration) ?? [];
  return kind === undefined ? integration : number === '0' ? kind : `${kind} ${Number(number) + 1}`;
}

export function troubles(groups: readonly NoticeGroup[]): Trouble[] {
  return groups.flatMap(({ receiver, lines }) =>
    lines.flatMap(({ integration, sending, failure }): Trouble[] => {
      const of = { receiver, integration };
      if (failure !== null) return [{ ...of, words: `given up: ${failure.detail}` }];
      return sending === null || sending.attempts === 0 ? [] : [{ ...of, words: `${counted(sending.attempts, 'attempt')} failed: ${sending.detail}` }];
    }),
  );
}

export function noticesSentence({ fromFile, groups }: Notices): string {
  const [first, ...rest] = troubles(groups);
  if (first !== undefined) {
    const more = rest.length === 0 ? '' : `, and ${counted(rest.length, 'other line')} ${rest.length === 1 ? 'has' : 'have'} trouble`;
    return `${first.receiver} was not told by ${integrationWords(first.integration)}: ${first.words}${more}.`;
  }
  if (!fromFile) return 'Whoever is on call is told of everything that pages.';
  if (groups.length === 0) return 'There is nothing to tell anybody.';
  const receivers = new Set(groups.map(({ receiver }) => receiver)).size;
  return `${counted(receivers, 'receiver')} ${receivers === 1 ? 'knows' : 'know'} what ${receivers === 1 ? 'it' : 'they'} should.`;
}

export type Standing = { readonly word: string; readonly tone: 'fine' | 'warning' | 'page' | 'unknown'; readonly detail: string };

export function standingOf(line: NoticeLine, now: number): Standing {
  if (line.failure !== null) return { word: 'Given up', tone: 'page', detail: `${relative(line.failure.atMillis, now)}: ${line.failure.detail}` };
  if (line.sending !== null && line.sending.attempts > 0) {
    const { attempts, nextAttemptMillis, detail } = line.sending;
    return { word: 'Retrying', tone: 'warning', detail: `${counted(attempts, 'attempt')}, the next ${relative(nextAttemptMillis, now)}: ${detail}` };
  }
  if (line.sending !== null) return { word: 'Sending', tone: 'unknown', detail: line.sending.reason };
  if (line.lastMillis === null) return { word: 'Waiting', tone: 'unknown', detail: 'told nothing yet' };
  return { word: 'Told', tone: 'fine', detail: `${counted(line.told, 'alert')}, ${relative(line.lastMillis, now)}` };
}

export function receiverWords({ integrations, onCall }: NoticeReceiver): string {
  const ways = integrations.map(integrationWords);
  const all = onCall ? ['calls whoever is on call', ...ways] : ways;
  return all.length === 0 ? 'tells nobody' : all.join(', ');
}

/** Severities that call somebody where no file says who is told. */
const WAKING = ['page', 'critical'];

/** "This alert goes to db and calls Ana; a silence holds it back." */
export function routeSentence({ fromFile, targets, silencedBy, inhibitedBy }: RouteExplanation, severity = ''): string {
  const held = [
    ...(silencedBy.length === 0 ? [] : [silencedBy.length === 1 ? 'a silence holds it back now' : `${silencedBy.length} silences hold it back now`]),
    ...(inhibitedBy.length === 0 ? [] : ['another alert inhibits it now']),
  ];
  const muted = targets.filter(({ mutedBy }) => mutedBy.length > 0).map(({ receiver, mutedBy }) => `${receiver} is muted now by ${mutedBy.join(', ')}`);
  const after = [...held, ...muted];
  const end = after.length === 0 ? '.' : `; ${after.join(', ')}.`;
  if (!fromFile) {
    const people = targets.flatMap((each) => each.people);
    const whom = people.length === 0 ? 'whoever is on call' : listed(people);
    return WAKING.includes(severity) ? `It calls ${whom}${end}` : `It calls ${whom} if its severity is page or critical${end}`;
  }
  return `It goes to ${listed(targets.map(targetWords))}${end}`;
}

function targetWords({ receiver, people }: RouteTarget): string {
  return people.length === 0 ? receiver : `${receiver}, which calls ${listed(people)}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** "after 30 s, then news every 5 min, again after 4 h" */
export function pace({ waitSeconds, intervalSeconds, repeatSeconds }: RouteTarget): string {
  return `after ${span(waitSeconds)}, news every ${span(intervalSeconds)}, again after ${span(repeatSeconds)}`;
}
