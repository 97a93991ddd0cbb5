import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { tryRules } from '../../api/actions';
import { ErrorState } from '../../ui/states/States';
import { BacktestResult } from './BacktestResult';

const EXAMPLE = `groups:
  - name: try
    interval: 30s
    rules:
      - alert: Slow
        expr: histogram_quantile(0.99, sum by (service, le) (rate(http_request_duration_seconds_bucket[5m]))) > 1
        for: 5m
        labels: {severity: page}
`;

/** Takes a rule file and says what it would have done on what is stored. */
export function BacktestBox() {
  const [rules, setRules] = useState(EXAMPLE);
  const [days, setDays] = useState('7');
  const run = useMutation({ mutationFn: () => tryRules(rules, Number(days)) });
  return (
    <div className="backtest">
      <Textarea
        aria-label="Rule file"
        autosize
        minRows={6}
        maxRows={24}
        spellCheck={false}
        className="mono"
        value={rules}
        onChange={({ currentTarget: { value } }) => setRules(value)}
      />
      <div className="row">
        <SegmentedControl
          aria-label="How far back"
          value={days}
          onChange={setDays}
          data={[
            { value: '1', label: '1 day' },
            { value: '7', label: '7 days' },
            { value: '30', label: '30 days' },
          ]}
        />
        <Button loading={run.isPending} onClick={() => run.mutate()}>
          Try
        </Button>
      </div>
      {run.error === null ? null : <ErrorState error={run.error} retry={() => run.mutate()} />}
      {(run.data ?? []).map((result) => (
        <BacktestResult key={result.rule} result={result} />
      ))}
    </div>
  );
}
