/** One typed fetch. Whatever goes wrong becomes an {@link ApiError}: what was found, where, what to do. */
import { object, nullable, text, type Decoder } from './decode/decoder';
import type { Problem } from './contract';

export class ApiError extends Error {
  /** 0 when there was no answer at all. */
  readonly status: number;
  readonly where: string | null;
  readonly hint: string | null;

  constructor(status: number, problem: Problem) {
    super(problem.error);
    this.name = 'ApiError';
    this.status = status;
    this.where = problem.where;
    this.hint = problem.hint;
  }
}

const problemDecoder = object<Problem>({ error: text, where: nullable(text), hint: nullable(text) });

type Query = Readonly<Record<string, string | number | undefined>>;

export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  const asText = search.toString();
  return asText === '' ? path : `${path}?${asText}`;
}

export async function getJson<T>(
  path: string,
  decoder: Decoder<T>,
  signal?: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<T> {
  const response = await send(path, { headers: { accept: 'application/json', ...headers }, ...(signal ? { signal } : {}) });
  return decoded(path, response, decoder);
}

export async function postJson<T>(path: string, body: unknown, decoder: Decoder<T>): Promise<T> {
  const response = await send(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return decoded(path, response, decoder);
}

/** Null where nothing is answered. */
export async function deleteJson<T>(path: string, decoder: Decoder<T>): Promise<T | null> {
  const response = await send(path, { method: 'DELETE', headers: { accept: 'application/json' } });
  return response.status === 204 ? null : decoded(path, response, decoder);
}

export async function getText(path: string): Promise<string> {
  const response = await send(path, {});
  return response.text();
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new ApiError(0, {
      error: 'Nightjar does not answer.',
      where: path,
      hint: 'Check that the server is running and that you are connected, then try again.',
    });
  }
  if (!response.ok) throw new ApiError(response.status, await problemOf(path, response));
  return response;
}

async function problemOf(path: string, response: Response): Promise<Problem> {
  const body = await response.text();
  try {
    const found = problemDecoder(JSON.parse(body), '');
    // Who may not is told which role it takes; the address that was asked says nothing to them.
    return { ...found, where: found.where ?? (response.status === 403 ? null : path) };
  } catch {
    const said = body.trim().slice(0, 300);
    return {
      error: said === '' || said.startsWith('<') ? `The server answered ${response.status} ${response.statusText}`.trim() : said,
      where: path,
      hint: null,
    };
  }
}

async function decoded<T>(path: string, response: Response, decoder: Decoder<T>): Promise<T> {
  try {
    return decoder(await response.json(), '');
  } catch (failure) {
    if (failure instanceof DOMException) throw failure;
    throw new ApiError(response.status, {
      error: `The answer is not what this interface expects: ${failure instanceof Error ? failure.message : String(failure)}.`,
      where: path,
      hint: 'The interface and the server may be of different versions: reload the page.',
    });
  }
}
