/** What is used of it here; its own types would bring a server's worth of others along. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export interface Account {
    accountId: string;
    claims(): Promise<Record<string, unknown>>;
  }

  export interface Configuration {
    clients: readonly Record<string, unknown>[];
    pkce: { required(): boolean };
    claims: Record<string, readonly string[]>;
    scopes: readonly string[];
    features: Record<string, { enabled: boolean }>;
    conformIdTokenClaims: boolean;
    findAccount(context: unknown, id: string): Account;
  }

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): RequestListener;
  }
}
