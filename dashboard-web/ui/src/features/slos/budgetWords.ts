const KINDS: Readonly<Record<string, string>> = {
  correction: 'Corrected',
  incident: 'Incident',
  deploy: 'Change',
  maintenance: 'Maintenance',
  unattributed: 'Unattributed',
};

const ACTIONS: Readonly<Record<string, string>> = {
  warn: 'Think twice before changes',
  freeze: 'No changes but repairs',
  postmortem: 'Needs a postmortem',
  ship_faster: 'Room to ship faster',
};

export const kindWords = (kind: string): string => KINDS[kind] ?? kind;

export const actionWords = (action: string): string => ACTIONS[action] ?? action;
