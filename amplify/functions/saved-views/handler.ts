import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { pause } from '../../tables/pause.ts';
import { savedViewTable } from '../../tables/saved-view-table.ts';
import { savedViews } from './saved-views.ts';

export const handler = savedViews({
  table: savedViewTable(documentClient(), required('SAVED_VIEW_TABLE')),
  pause,
});
