import { Button } from '@mantine/core';
import { IconBellOff, IconClockHour4, IconCheck } from '@tabler/icons-react';
import { expireSilence, saveSilence, type Silence } from '../../api/silences';
import { counted, moment, relative } from '../../lib/format';
import { matcherText } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { ErrorState } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { lastFailure, useAction } from '../../ui/useAction';
import { longer, particulars } from './silenceWords';

const RENEWS = ['alerts', 'notices', 'history'];
const STATE = {
  active: { word: 'Active', tone: 'warning', Icon: IconBellOff },
  pending: { word: 'To come', tone: 'unknown', Icon: IconClockHour4 },
  expired: { word: 'Over', tone: 'unknown', Icon: IconCheck },
} as const;

export function SilenceCard({ silence }: { readonly silence: Silence }) {
  const now = useNow();
  const { word, tone, Icon } = STATE[silence.state];
  return (
    <li className={`card silence ${silence.state}`}>
      <div className="silence-words">
        <div className="row">
          <span className={`word ${tone}`}>
            <Icon size={15} aria-hidden /> {word}
          </span>
          {silence.state === 'expired' ? null : <span className="quiet">{holdsWords(silence)}</span>}
        </div>
        <p className="silence-why">
          {silence.comment} <span className="faint">{silence.createdBy}, {moment(silence.updatedMillis, now)}</span>
        </p>
        <ul className="silence-matchers mono" aria-label="Conditions">
          {silence.matchers.map((matcher) => (
            <li key={matcherText(matcher)} className="tag">
              {matcherText(matcher)}
            </li>
          ))}
        </ul>
        {silence.state === 'expired' ? null : particulars(silence).map((line) => (
          <p key={line} className="quiet">
            {line}
          </p>
        ))}
      </div>
      <div className="silence-side">
        <p>
          <Ends silence={silence} now={now} />
        </p>
        <SilenceActions silence={silence} />
      </div>
    </li>
  );
}

function holdsWords({ holds, state }: Silence): string {
  const verb = state === 'pending' ? 'would hold back' : 'holds back';
  return holds === 0 ? `${verb} nothing now` : `${verb} ${counted(holds, 'alert')}`;
}

function Ends({ silence, now }: { readonly silence: Silence; readonly now: number }) {
  switch (silence.state) {
    case 'active':
      return (
        <>
          ends <b>{relative(silence.endsMillis, now)}</b> <span className="faint">{moment(silence.endsMillis, now)}</span>
        </>
      );
    case 'pending':
      return (
        <>
          begins <b>{relative(silence.startsMillis, now)}</b>{' '}
          <span className="faint">
            {moment(silence.startsMillis, now)} – {moment(silence.endsMillis, now)}
          </span>
        </>
      );
    case 'expired':
      return (
        <span className="quiet">
          {silence.expiredBy === '' ? 'ended' : `ended by ${silence.expiredBy}`} {relative(silence.endsMillis, now)}
        </span>
      );
  }
}

function SilenceActions({ silence }: { readonly silence: Silence }) {
  const keyOf = ({ silenceId }: Silence): readonly string[] => ['silences', silenceId];
  const extend = useAction(saveSilence, keyOf, RENEWS);
  const end = useAction(expireSilence, keyOf, RENEWS);
  const failure = lastFailure(extend, end);
  const over = silence.state === 'expired';
  // One that comes back would be longer every time: that takes a second look.
  const canExtend = silence.state === 'active' && silence.recurrence === null;
  return (
    <>
      <div className="row silence-actions">
        {canExtend ? (
          <Button size="xs" variant="default" loading={extend.isPending} onClick={() => extend.mutate(longer(silence, 3_600))}>
            1 h longer
          </Button>
        ) : null}
        <AppLink className="button-link" to={paths.changeSilence(silence.silenceId)} data-row>
          {over ? 'Again…' : 'Change…'}
        </AppLink>
        {over ? null : (
          <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate(silence.silenceId)}>
            End now
          </Button>
        )}
      </div>
      {failure === null ? null : <ErrorState error={failure} />}
    </>
  );
}
