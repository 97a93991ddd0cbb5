import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** A certified identity provider on loopback, with people whose groups a test may change. */
export interface Issuer {
  url: string;
  groups: Map<string, string[]>;
  stop(): Promise<void>;
}

/** Its name is `localhost`, Nightjar's 127.0.0.1: to a browser they are two sites, as in life. */
export async function startIssuer(nightjar: string): Promise<Issuer> {
  const groups = new Map([
    ['ana', ['sre']],
    ['eve', ['sales']],
  ]);
  const server: Server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const configuration: Configuration = {
    clients: [
      {
        client_id: 'nightjar',
        client_secret: 'the secret of this test',
        redirect_uris: [`${nightjar}/nightjar/v1/sign-in/oidc/callback`],
        post_logout_redirect_uris: [`${nightjar}/sign-in`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'groups'],
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    // as the standard has it: what scopes ask for is at userinfo, and not in the ID token
    conformIdTokenClaims: true,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, preferred_username: id, groups: groups.get(id) ?? [] }),
    }),
  };
  server.on('request', new Provider(url, configuration).callback());
  return {
    url,
    groups,
    stop: () => new Promise((stopped) => {
      server.closeAllConnections();
      server.close(() => stopped());
    }),
  };
}
