import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { tryRules } from '../../api/actions';
import { Bone, Empty, ErrorState } from '../../ui/states/States';
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

/** Takes a rule file and says what it would have done on what is stored; of a rule that it begins with at once. */
export function BacktestBox({ initial }: { readonly initial: string | null }) {
  const [rules, setRules] = useState(initial ?? EXAMPLE);
  const [days, setDays] = useState('7');
  const run = useMutation({ mutationFn: () => tryRules(rules, Number(days)) });
  const { mutate } = run;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (initial === null) return;
    box.current?.scrollIntoView({ block: 'start' });
    mutate();
  }, [initial, mutate]);
  return (
    <div className="backtest" ref={box}>
      <Textarea
        aria-label="Rule file"
        description="A rule file, as Prometheus reads it. It is tried on what is stored; nothing of it comes into force."
        autosize
        minRows={6}
        maxRows={24}
        spellCheck={false}
        classNames={{ input: 'mono' }}
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
      {run.isPending ? <Bone height={160} /> : null}
      {run.isPending ? null : run.data?.map((result) => <BacktestResult key={result.rule} result={result} />)}
      {run.data?.length === 0 && !run.isPending ? <Empty title="No alerting rule in it">Only rules with “alert” can page; recording rules cannot be tried.</Empty> : null}
    </div>
  );
}
