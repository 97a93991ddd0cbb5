import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = resolve(fileURLToPath(new URL('.', import.meta.url)), '../../..');

/** The product as a user starts it, on a free port, with a data folder of its own. */
export interface Nightjar {
  /** With the one-time sign-in, as printed. */
  signInUrl: string;
  /** Without a path. */
  origin: string;
  data: string;
  stop(): Promise<void>;
}

/** What somebody has told it: files below `definitions/`, by their path there. */
export function startServer(definitions: Readonly<Record<string, string>>): Promise<Nightjar> {
  const data = newFolder();
  for (const [path, text] of Object.entries(definitions)) {
    const file = join(data, 'definitions', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const config = join(data, 'nightjar.yaml');
  writeFileSync(config, 'definitions: definitions\n');
  return start(data, ['server', '--no-agent', '--config', config]);
}

/** At an address that others must know beforehand, with more in its configuration. */
export function startServerAt(listen: string, configuration: string): Promise<Nightjar> {
  const data = newFolder();
  const config = join(data, 'nightjar.yaml');
  writeFileSync(config, `definitions: definitions\n${configuration}`);
  return start(data, ['server', '--no-agent', '--config', config], listen);
}

export function startNightjar(...args: string[]): Promise<Nightjar> {
  return start(newFolder(), args);
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'nightjar-e2e-'));

async function start(data: string, args: readonly string[], listen = '127.0.0.1:0'): Promise<Nightjar> {
  const child = spawn(join(repository, 'nightjar'), [...args, '--listen', listen, '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // what configures Nightjar in this shell must not reach the one under test
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NIGHTJAR_') || name === 'NIGHTJAR_JDK')),
  });
  const signInUrl = await printedUrl(child);
  return {
    signInUrl,
    origin: new URL(signInUrl).origin,
    data,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let out = '';
    let err = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const url = /(http:\/\/\S+)/.exec(out);
      if (url?.[1] !== undefined) found(url[1]);
    });
    child.stderr?.on('data', (chunk: Buffer) => (err = (err + chunk.toString()).slice(-20_000)));
    child.once('exit', (code) => failed(new Error(`nightjar ended with ${code} before it was ready:\n${out}${err}`)));
  });
}
