import { useQuery } from '@tanstack/react-query';
import { postmortemsQuery } from '../../api/queries';
import { counted, moment } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, Loaded } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { View } from '../../ui/View';

export function PostmortemsPage() {
  const query = useQuery(postmortemsQuery);
  const now = useNow();
  return (
    <Loaded query={query}>
      {(postmortems) => {
        const open = postmortems.reduce((sum, each) => sum + each.openActionItems, 0);
        return (
          <View
            title="Postmortems"
            sentence={postmortems.length === 0 ? 'No postmortem has been begun.' : `${counted(postmortems.length, 'postmortem')}, ${open === 0 ? 'no' : open} open ${open === 1 ? 'action item' : 'action items'}.`}
          >
            {postmortems.length === 0 ? (
              <Empty title="No postmortems yet">
                Resolve an <AppLink className="link" to={paths.incidents}>incident</AppLink>, then choose Postmortem: most of it is written already.
              </Empty>
            ) : (
              <div className="table-frame">
                <table className="table" aria-label="Postmortems">
                  <thead>
                    <tr>
                      <th>What</th>
                      <th className="wide-only">Service</th>
                      <th className="number">Open items</th>
                      <th className="number">Begun</th>
                    </tr>
                  </thead>
                  <tbody>
                    {postmortems.map((each) => (
                      <tr key={each.postmortemId}>
                        <td>
                          <AppLink className="link" to={paths.postmortem(each.postmortemId)} data-row>
                            {each.title}
                          </AppLink>
                        </td>
                        <td className="wide-only">{each.service}</td>
                        <td className="number">{each.openActionItems}</td>
                        <td className="number">{moment(each.createdAtMillis, now)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </View>
        );
      }}
    </Loaded>
  );
}
