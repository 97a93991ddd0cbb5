/** Who approves what somebody asks for: anybody but them. Those on call are suggested. */
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { onCallQuery, sessionQuery } from '../../api/queries';

interface Approval {
  readonly text: string;
  readonly by: string;
  /** Somebody is named, and it is not who asks. */
  readonly given: boolean;
  readonly own: boolean;
  readonly say: (by: string) => void;
  readonly suggested: readonly string[];
}

export function useApproval(): Approval {
  const [text, say] = useState('');
  const me = useQuery(sessionQuery).data?.user ?? '';
  const onCall = useQuery(onCallQuery).data ?? [];
  const by = text.trim();
  const own = me !== '' && by === me;
  const suggested = [...new Set(onCall.map(({ person }) => person))].filter((person) => person !== me);
  return { text, by, given: by !== '' && !own, own, say, suggested };
}

interface ApproverProps {
  readonly approval: Approval;
  /** What is to be approved, in a word. */
  readonly what: string;
}

export function Approver({ approval, what }: ApproverProps) {
  const suggestions = useId();
  return (
    <>
      <TextInput
        label="Approved by"
        description="Somebody other than you"
        list={suggestions}
        value={approval.text}
        error={approval.own ? `Nobody approves their own ${what}.` : null}
        onChange={(event) => approval.say(event.currentTarget.value)}
      />
      <datalist id={suggestions}>
        {approval.suggested.map((person) => (
          <option key={person} value={person} />
        ))}
      </datalist>
    </>
  );
}
