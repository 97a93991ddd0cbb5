/** Why a query was not answered; a mistake in it is shown in its place. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiError } from '../../api/client';
import { around, queryMistake } from '../../lib/queryMistake';
import { ErrorState } from '../../ui/states/States';

interface QueryErrorProps {
  readonly query: string;
  readonly error: Error;
  readonly retry: () => void;
}

export function QueryError({ query, error, retry }: QueryErrorProps) {
  // Asked again, it would be refused again.
  const refused = error instanceof ApiError && error.status === 400;
  if (!refused) return <ErrorState error={error} retry={retry} />;
  const mistake = queryMistake(error.message);
  const parts = mistake === null ? null : around(query, mistake);
  return (
    <div className="state error" role="alert">
      <strong className="word" style={{ whiteSpace: 'normal' }}>
        <IconAlertTriangle size={16} aria-hidden /> {mistake === null ? error.message : mistake.message}
      </strong>
      {mistake === null || parts === null ? null : (
        <>
          <pre className="query-mistake" aria-label={`The query, line ${mistake.line}`}>
            {parts[0]}
            <mark>{parts[1] === '' ? ' ' : parts[1]}</mark>
            {parts[2]}
          </pre>
          <span className="faint">
            {query.includes('\n') ? `line ${mistake.line}, ` : ''}column {mistake.column}
          </span>
        </>
      )}
    </div>
  );
}
