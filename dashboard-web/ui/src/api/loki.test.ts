// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { logAnswer, logCounts, tailAddress, tailFrame } from './loki';

test('a frame of the tail has its lines newest first, each with its stream and what stands beside it', () => {
  const frame = tailFrame(
    JSON.stringify({
      streams: [
        { stream: { service: 'shop' }, values: [['9', 'older'], ['10', 'newer', { structuredMetadata: { trace_id: 'a' } }]] },
      ],
      cursor: '42',
    }),
  );
  expect(frame.cursor).toBe('42');
  expect(frame.lines).toEqual([
    { atNanos: '10', line: 'newer', labels: { service: 'shop', trace_id: 'a' }, stream: { service: 'shop' } },
    { atNanos: '9', line: 'older', labels: { service: 'shop' }, stream: { service: 'shop' } },
  ]);
});

test('a tail goes on where the last frame ended', () => {
  expect(tailAddress('{a="b"}', null)).toMatch(/^ws:\/\/[^/]+\/loki\/api\/v1\/tail\?query=%7Ba%3D%22b%22%7D&limit=100$/);
  expect(tailAddress('{a="b"}', '42')).toMatch(/&cursor=42$/);
});

test('a frame without a cursor says that more of the beginning is to come', () => {
  expect(tailFrame('{"streams":[]}')).toEqual({ lines: [], warnings: [], cursor: null });
});

test('a frame says what its lines are without', () => {
  expect(tailFrame('{"streams":[],"warnings":["Up to 5 lines are left out"],"cursor":"7"}').warnings).toEqual(['Up to 5 lines are left out']);
});

test('an answer says what it is without', () => {
  const answer = { status: 'success', data: { resultType: 'streams', result: [] } };
  expect(logAnswer(answer, '')).toEqual({ kind: 'lines', lines: [], warnings: [] });
  expect(logAnswer({ ...answer, warnings: ['Up to 5 lines are left out'] }, '').warnings).toEqual(['Up to 5 lines are left out']);
});

test('counts at one moment keep their labels', () => {
  const answer = { status: 'success', data: { resultType: 'vector', result: [{ metric: { level: 'error' }, value: [1700000000, '12'] }] } };
  expect(logCounts(answer, '')).toEqual([{ labels: { level: 'error' }, value: 12 }]);
});
