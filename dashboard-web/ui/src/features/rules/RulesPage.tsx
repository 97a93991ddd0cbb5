/** The rules that are in force, and what others would have done. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { alertsQuery } from '../../api/queries';
import { Empty, Loaded } from '../../ui/states/States';
import { AlertTabs } from '../../ui/tabs/Tabs';
import { Section, View } from '../../ui/View';
import { BacktestBox } from './BacktestBox';
import { RuleGroups } from './RuleGroups';
import { findGroups, rulesSentence } from './ruleWords';
import './rules.css';

export function RulesPage() {
  const query = useQuery(alertsQuery);
  const [find, setFind] = useState('');
  const [tried, setTried] = useState<string | null>(null);
  return (
    <Loaded query={query}>
      {({ groups }) => {
        const shown = findGroups(groups, find);
        return (
          <View title="Rules" above={<AlertTabs here="Rules" />} sentence={rulesSentence(groups)}>
            <Section title="Try a rule on history" aside="nobody is told anything">
              <BacktestBox key={tried ?? ''} initial={tried} />
            </Section>
            <Section
              title="In force"
              aside={<TextInput size="xs" aria-label="Find in rules" placeholder="Find: name, query, file" value={find} onChange={(event) => setFind(event.currentTarget.value)} />}
            >
              {groups.length > 0 && shown.length === 0 ? <Empty title="No rule matches">Change the words to find.</Empty> : null}
              {groups.length === 0 || shown.length > 0 ? <RuleGroups groups={shown} open={find.trim() !== ''} onTry={setTried} /> : null}
            </Section>
          </View>
        );
      }}
    </Loaded>
  );
}
