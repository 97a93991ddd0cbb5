/** In place of services while there are none: what to send, and whether it arrived. */
import { useQuery } from '@tanstack/react-query';
import { sendersQuery } from '../../api/queries';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Snippet } from '../../ui/text/Snippet';
import { Section } from '../../ui/View';
import { arrivedSentence, firstSteps, takesToken } from './whatToSend';

export function FirstSteps() {
  const { origin } = window.location;
  return (
    <div className="view-column">
      <Arrived />
      <Section title="Send something" aside={takesToken(origin) ? <TokenFirst /> : 'from this machine it takes no token'}>
        <ol className="first-steps">
          {firstSteps(origin).map(({ name, where, text }) => (
            <li key={name}>
              <h3>{name}</h3>
              <p className="quiet">{where}</p>
              <Snippet label={name} text={text} />
            </li>
          ))}
        </ol>
      </Section>
      <p className="quiet">
        Or look around first: <code>./nightjar demo</code> starts another Nightjar with a simulated shop, and <code>--fault slow-disk</code> lets something happen in it.
      </p>
    </div>
  );
}

function TokenFirst() {
  return (
    <>
      it takes a <AppLink className="link" to={paths.tokens}>token</AppLink> that is good for ingest
    </>
  );
}

/** Asks again every ten seconds: somebody sends something and looks here. */
function Arrived() {
  const { data } = useQuery(sendersQuery);
  return (
    <div className="state">
      <strong role="status">{data === undefined ? 'Looking for what has arrived…' : arrivedSentence(data)}</strong>
      <div>
        A service is what has the label <code>service</code>, an instance of it what has <code>instance</code>, too. <AppLink className="link" to={paths.senders}>Senders</AppLink> says who sent what, and what was refused
        and why; <AppLink className="link" to={paths.explore()}>Explore</AppLink> finds all there is, whatever its labels.
      </div>
    </div>
  );
}
