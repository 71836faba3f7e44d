// A reporter that says what failed, and nothing of what passed.
import { inspect } from 'node:util';

const consequences = ['subtestsFailed', 'cancelledByParent'];

export default async function* (events) {
  let suite = '';
  for await (const { type, data } of events) {
    if (type === 'test:start' && data.nesting === 0) suite = data.name;
    if (type !== 'test:fail' || consequences.includes(data.details.error.failureType)) continue;
    yield `    ${data.nesting === 0 ? '' : `${suite}: `}${data.name} [FAIL]\n${inspect(data.details.error.cause).replace(/^/gm, '      ')}\n`;
  }
}
