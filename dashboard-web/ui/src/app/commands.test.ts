import { expect, test } from 'vitest';
import { lookingFor } from './commands';

const found = (typed: string): string[] => lookingFor(typed).map(({ name, path }) => `${name}: ${decodeURIComponent(path)}`);

test('nothing typed looks for nothing', () => expect(found('  ')).toEqual([]));

test('words are looked for in lines', () => expect(found(' Order-4711 ')).toEqual(['Log lines with Order-4711: /explore?q=l:{} |= "Order-4711"']));

test('a trace is opened by its number', () =>
  expect(found('4BF92f3577b34da6a3ce929d0e0e4736')).toEqual([
    '4BF92f3577b34da6a3ce929d0e0e4736: /traces/4bf92f3577b34da6a3ce929d0e0e4736',
    'Log lines with 4BF92f3577b34da6a3ce929d0e0e4736: /explore?q=l:{} |= "4BF92f3577b34da6a3ce929d0e0e4736"',
  ]));
