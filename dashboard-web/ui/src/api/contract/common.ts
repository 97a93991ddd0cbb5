export type Millis = number;

export type Health = 'fine' | 'warning' | 'page' | 'unknown';

export interface Problem {
  error: string;
  where: string | null;
  hint: string | null;
}

/** POST /nightjar/v1/session {"token"}; GET gives the present one (401 without). */
export interface Session {
  user: string;
  role: 'viewer' | 'responder' | 'manager' | 'admin';
}

/** An identity provider. The problem: why it could not be asked the last time; null while all is well. */
export interface SignInProvider {
  name: string;
  problem: string | null;
}

/** GET /nightjar/v1/sign-in: by what people sign in here. */
export interface SignInChoices {
  tokens: boolean;
  provider: SignInProvider | null;
}

/**
 * GET /nightjar/v1/events/stream: server-sent events, each `data: {"topic", "id"}`. A view refetches what it names. An event
 * `missed` says that this reader was too slow for some: refetch everything.
 */
export interface LiveEvent {
  topic: 'pages' | 'alerts' | 'incidents' | 'postmortems' | 'changes' | 'slos' | 'silences' | 'notices' | 'actions' | 'oncall' | 'tokens' | 'sign-ins';
  id: string;
}

/** What one name of a list has: series, values or bytes. */
export interface Count {
  name: string;
  count: number;
}
