import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Fields } from '../../model/definition_paths';
import type { Prepare, PrepareSession } from '../../model/prepare_session';
import type { Fault } from '../../protocol/staff_methods';
import { words } from '../text/language';
import { th } from '../text/prepare';
import { th as formThai } from '../text/prepare_form';

export const SessionContext = createContext<PrepareSession | null>(null);

export function usePrepare(): { session: PrepareSession; prepare: Prepare } {
  const session = useContext(SessionContext);
  if (!session) throw new Error('used outside the page');
  return { session, prepare: session.state.value };
}

export const prepareWords = () => words('prepare', th);
export const formWords = () => words('prepareForm', formThai);

/** The document being written, what was said of it, and the one way to change it. */
export interface Form {
  doc: Fields;
  said: readonly { fault: Fault; deviation: boolean }[];
  /** Puts a value where the pointer says; what was said of other places stands. */
  put(pointer: string, value: unknown): void;
  /** Another document: places have moved, so what was said holds no more. */
  set(doc: Fields): void;
}

export const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) throw new Error('used outside the form');
  return form;
}
