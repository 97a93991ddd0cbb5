/** What somebody new sends first, ready to be pasted: each names this very server. */
import type { Senders } from '../../api/contract';
import { counted, plainNumber } from '../../lib/format';

export interface FirstStep {
  readonly name: string;
  readonly where: string;
  readonly text: string;
}

const isThisMachine = (host: string): boolean => host === 'localhost' || host === '[::1]' || host.startsWith('127.');

/** Elsewhere than on the server's own machine, senders show a token. */
export const takesToken = (origin: string): boolean => !isThisMachine(new URL(origin).hostname);

export function firstSteps(origin: string): readonly FirstStep[] {
  const shown = takesToken(origin);
  const header = shown ? '-H "Authorization: Bearer $NIGHTJAR_TOKEN" ' : '';
  return [
    {
      name: 'A number and a line, to try it',
      where: 'in a terminal',
      text: [
        `echo 'queue_length 3' | curl ${header}--data-binary @- ${origin}/metrics/job/try/service/shop/instance/shop-1`,
        `curl ${header}-H 'Content-Type: application/json' ${origin}/loki/api/v1/push -d '{"streams":[{"stream":`,
        `  {"service":"shop","instance":"shop-1","level":"info"},"values":[["'$(date +%s)'000000000","hello"]]}]}'`,
      ].join('\n'),
    },
    {
      name: 'From Prometheus',
      where: 'in its prometheus.yml; give its jobs the label service, if only by relabelling',
      text: [
        'remote_write:',
        `  - url: ${origin}/api/v1/write`,
        ...(shown ? ['    authorization: {credentials_file: /etc/prometheus/nightjar.token}'] : []),
        '    write_relabel_configs:',
        '      - {source_labels: [job], target_label: service}',
      ].join('\n'),
    },
    {
      name: 'From OpenTelemetry',
      where: 'in the environment of a service; its metrics have job for service, so look for them under Explore',
      text: [
        `export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}`,
        'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
        ...(shown ? ['export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer $NIGHTJAR_TOKEN"'] : []),
      ].join('\n'),
    },
    {
      name: 'A host',
      where: 'on it: its metrics, log files, journal and containers',
      text: `./nightjar agent --server ${origin} --label service=hosts${shown ? ' --token-file nightjar.token' : ''}`,
    },
  ];
}

/** Whether what was sent arrived, which is what somebody new asks first. */
export function arrivedSentence({ senders }: Senders): string {
  const items = senders.reduce((sum, each) => sum + each.items, 0);
  const refused = senders.filter((each) => each.refused.length > 0).length;
  const trouble = refused === 0 ? '' : ` Something of ${counted(refused, 'sender')} was refused.`;
  if (items === 0) return `Nothing has arrived yet.${trouble}`;
  return `${plainNumber(items)} ${items === 1 ? 'sample or line' : 'samples and lines'} arrived since the start, from ${counted(senders.length, 'sender')}, none with the label service.${trouble}`;
}
