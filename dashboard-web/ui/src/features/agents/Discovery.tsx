/** What listens on the server's host and could be scraped; one press and a yes write it into the scrape file. */
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { acceptProposal } from '../../api/actions';
import type { Proposal, Proposals } from '../../api/contract';
import { proposalsQuery } from '../../api/queries';
import { Empty, ErrorState } from '../../ui/states/States';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useAction } from '../../ui/useAction';
import { jobText, proposalState } from './agentWords';

export function Discovery() {
  const [wanted, setWanted] = useState(false);
  const query = useQuery({ ...proposalsQuery, enabled: wanted });
  const look = () => {
    if (wanted) void query.refetch();
    setWanted(true);
  };
  return (
    <section className="stack" aria-label="Services on the server's host">
      <h2>Services on the server&rsquo;s host</h2>
      <p>Asks every port that something listens on for metrics. Nothing is scraped before somebody accepts it.</p>
      <div>
        <Button variant="default" loading={query.isFetching} onClick={look}>
          Look for services
        </Button>
      </div>
      {query.error === null ? null : <ErrorState error={query.error} />}
      {query.data === undefined ? null : <ProposalTable found={query.data} />}
    </section>
  );
}

function ProposalTable({ found }: { readonly found: Proposals }) {
  const [chosen, setChosen] = useState<Proposal | null>(null);
  const columns: readonly Column<Proposal>[] = [
    { name: 'Job', cell: ({ job }) => <span className="mono">{job}</span> },
    { name: 'Targets', cell: ({ targets }) => <span className="mono">{targets.join(', ')}</span> },
    {
      name: 'State',
      cell: (proposal) =>
        proposal.scraped ? (
          proposalState(proposal)
        ) : (
          <Button size="xs" variant="default" aria-label={`Scrape ${proposal.job}`} onClick={() => setChosen(proposal)}>
            Scrape&hellip;
          </Button>
        ),
    },
  ];
  if (found.proposals.length === 0) return <Empty title="Nothing that listens here answers with metrics" />;
  return (
    <>
      <DataTable label="Services found" columns={columns} rows={found.proposals} keyOf={({ job, targets }) => `${job} ${targets.join(' ')}`} />
      <Modal opened={chosen !== null} onClose={() => setChosen(null)} title={`Scrape ${chosen?.job ?? ''}?`}>
        {chosen === null ? null : <Confirm proposal={chosen} file={found.file} onDone={() => setChosen(null)} />}
      </Modal>
    </>
  );
}

interface ConfirmProps {
  readonly proposal: Proposal;
  readonly file: string;
  readonly onDone: () => void;
}

function Confirm({ proposal, file, onDone }: ConfirmProps) {
  const accept = useAction(acceptProposal, () => ['proposals'], ['targets']);
  if (file === '') {
    return (
      <div className="stack">
        <p>
          There is no file to write it to: name a <code>prometheus.yml</code> as <code>scrape.file</code> in <code>nightjar.yaml</code>. This would go into it:
        </p>
        <pre>{jobText(proposal)}</pre>
      </div>
    );
  }
  return (
    <div className="stack">
      <p>
        This is added to <code>{file}</code> and scraped from then on:
      </p>
      <pre>{jobText(proposal)}</pre>
      {accept.error === null ? null : <ErrorState error={accept.error} />}
      <Button variant="default" loading={accept.isPending} onClick={() => accept.mutate(proposal, { onSuccess: onDone })}>
        Add to the file
      </Button>
    </div>
  );
}
