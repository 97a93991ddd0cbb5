/** Who was called how often, so that one sees whom it wears out. */
import { useQuery } from '@tanstack/react-query';
import { loadQuery, type PersonLoad } from '../../api/load';
import { Loaded } from '../../ui/states/States';
import { Section } from '../../ui/View';
import { hourWords, loadSentence } from './loadWords';

const NIGHT_BEGINS = 22;
const NIGHT_ENDS = 7;

export function Load() {
  const query = useQuery(loadQuery);
  return (
    <Section title="Load of the last four weeks" aside="by everybody's own clocks">
      <Loaded query={query}>{(people) => <LoadTable people={people} />}</Loaded>
    </Section>
  );
}

function LoadTable({ people }: { readonly people: readonly PersonLoad[] }) {
  const most = Math.max(1, ...people.flatMap(({ byHour }) => byHour));
  return (
    <>
      <p>{loadSentence(people)}</p>
      <div className="table-frame">
        <table className="table load" aria-label="Load">
          <thead>
            <tr>
              <th>Person</th>
              <th className="number">Pages</th>
              <th className="number">Nights</th>
              <th className="number">Weekends</th>
              <th className="wide-only">Hours of the day, 0 to 24</th>
            </tr>
          </thead>
          <tbody>
            {[...people]
              .sort((a, b) => b.calls - a.calls)
              .map((each) => (
                <tr key={each.person}>
                  <td>
                    {each.name} <span className="faint wide-only">{each.zone}</span>
                  </td>
                  <td className="number">{each.calls}</td>
                  <td className="number">{each.atNight}</td>
                  <td className="number">{each.atWeekends}</td>
                  <td className="wide-only">
                    <Hours byHour={each.byHour} most={most} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">Nights are from 22:00 to 07:00, weekends Saturday and Sunday but for the nights. A page counts once for each whom it called.</p>
    </>
  );
}

function Hours({ byHour, most }: { readonly byHour: readonly number[]; readonly most: number }) {
  return (
    <span className="load-hours" role="img" aria-label={hourWords(byHour)}>
      {byHour.map((count, hour) => (
        <span key={hour} title={`${String(hour).padStart(2, '0')}:00: ${count}`} data-night={hour >= NIGHT_BEGINS || hour < NIGHT_ENDS || undefined}>
          <span style={{ height: `${(count / most) * 100}%` }} />
        </span>
      ))}
    </span>
  );
}
