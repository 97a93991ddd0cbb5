import { describe, expect, test } from 'vitest';
import type { Agent } from '../../api/contract';
import { agentsSentence, lossOf } from './agentWords';

const agent = (instance: string, more: Partial<Agent> = {}): Agent => ({
  instance, version: '0.1.0', lastSeenMillis: 1_700_000_000_000, silent: false, intervalSeconds: 15, logLagBytes: 0, metricQueueBytes: 0,
  samplesLost: 0, linesLost: 0, filesVanished: 0, ...more,
});

describe('the sentence of the agents page', () => {
  test.each([
    [[], 'No agent has reported within a day.'],
    [[agent('a')], 'The one agent reports, nothing was lost today.'],
    [[agent('a'), agent('b', { samplesLost: 2 })], 'All 2 agents report; b has lost something within a day.'],
    [[agent('a', { linesLost: 1 }), agent('b', { samplesLost: 2 })], 'All 2 agents report; 2 have lost something within a day.'],
    [[agent('b', { silent: true }), agent('a')], '1 of 2 agents is silent: b.'],
    [[agent('b', { silent: true }), agent('c', { silent: true })], '2 of 2 agents are silent: b, and 1 more.'],
  ])('%#', (agents, sentence) => expect(agentsSentence({ agents })).toBe(sentence));
});

test('what was lost is named', () => {
  expect(lossOf(agent('a'))).toBe('');
  expect(lossOf(agent('a', { samplesLost: 1_820, linesLost: 1, filesVanished: 2 }))).toBe('1,820 samples, 1 line, 2 files');
});
