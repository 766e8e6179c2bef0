import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The first schema; see `schema.ts` for what each column means. */
export const mainJob: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = (name: string) => db.schema.createTable(name);

    await table('accounts')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('disabled_at', 'bigint')
      .addColumn('last_request_number', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('queue_version', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();

    await table('hosts')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('portal_id', 'text', (c) => c.notNull())
      .addColumn('current', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('hosts_portal').on('hosts').columns(['portal_id', 'current']).execute();

    await table('companies')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('parent_id', 'text')
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('own', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('companies_account').on('companies').columns(['account', 'name']).execute();

    await table('technicians')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('email', 'text', (c) => c.notNull())
      .addColumn('email_key', 'text', (c) => c.notNull())
      .addColumn('password_hash', 'text')
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('access', 'text', (c) => c.notNull())
      .addColumn('language', 'text')
      .addColumn('available', 'integer', (c) => c.notNull())
      .addColumn('sound', 'integer', (c) => c.notNull())
      .addColumn('disabled_at', 'bigint')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('view_version', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createIndex('technicians_email')
      .on('technicians')
      .columns(['email_key', 'account'])
      .unique()
      .execute();
    await db.schema
      .createIndex('technicians_account')
      .on('technicians')
      .columns(['account', 'available'])
      .execute();

    await table('technician_companies')
      .addColumn('technician_id', 'text', (c) => c.notNull().references('technicians.id'))
      .addColumn('company_id', 'text', (c) => c.notNull().references('companies.id'))
      .addColumn('account', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('technician_companies_pk', ['technician_id', 'company_id'])
      .execute();
    await db.schema
      .createIndex('technician_companies_company')
      .on('technician_companies')
      .column('company_id')
      .execute();

    await table('links')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text')
      .addColumn('purpose', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('technician_id', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('used_at', 'bigint')
      .execute();

    await table('sessions')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('subject_id', 'text', (c) => c.notNull())
      .addColumn('token_hash', 'text', (c) => c.notNull().unique())
      .addColumn('previous_hash', 'text')
      .addColumn('rotated_at', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('last_used_at', 'bigint', (c) => c.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();
    await db.schema.createIndex('sessions_previous').on('sessions').column('previous_hash').execute();
    await db.schema
      .createIndex('sessions_subject')
      .on('sessions')
      .columns(['subject_id', 'ended_at'])
      .execute();

    await table('portals')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull().references('accounts.id'))
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('company_id', 'text', (c) => c.notNull().unique().references('companies.id'))
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('live', 'integer', (c) => c.notNull())
      .addColumn('origins', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('view_version', 'integer', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('portals_account').on('portals').column('account').execute();

    await table('refused_origins')
      .addColumn('portal_id', 'text', (c) => c.notNull().references('portals.id'))
      .addColumn('origin', 'text', (c) => c.notNull())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('refused_origins_pk', ['portal_id', 'origin'])
      .execute();

    await table('visitors')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('portal_id', 'text', (c) => c.notNull().references('portals.id'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();

    await table('threads')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('company_id', 'text', (c) => c.notNull())
      .addColumn('record_kind', 'text', (c) => c.notNull())
      .addColumn('record_id', 'text', (c) => c.notNull())
      .addColumn('audience', 'text', (c) => c.notNull())
      .addColumn('last_sequence', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('threads_record', ['record_kind', 'record_id', 'audience'])
      .execute();

    await table('entries')
      .addColumn('thread_id', 'text', (c) => c.notNull())
      .addColumn('sequence', 'integer', (c) => c.notNull())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('author_kind', 'text', (c) => c.notNull())
      .addColumn('author_id', 'text')
      .addColumn('author_name', 'text')
      .addColumn('command_id', 'text')
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('entries_pk', ['thread_id', 'sequence'])
      .execute();

    await table('marks')
      .addColumn('thread_id', 'text', (c) => c.notNull())
      .addColumn('side', 'text', (c) => c.notNull())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('delivered', 'integer', (c) => c.notNull())
      .addColumn('read', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('marks_pk', ['thread_id', 'side'])
      .execute();

    await table('requests')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('owner', 'text', (c) => c.notNull())
      .addColumn('company_id', 'text', (c) => c.notNull())
      .addColumn('portal_id', 'text', (c) => c.notNull())
      .addColumn('visitor_id', 'text', (c) => c.notNull())
      .addColumn('thread_id', 'text', (c) => c.notNull())
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('origin', 'text', (c) => c.notNull())
      .addColumn('technician_id', 'text')
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('email', 'text')
      .addColumn('excerpt', 'text', (c) => c.notNull())
      .addColumn('website', 'text')
      .addColumn('search', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addUniqueConstraint('requests_number', ['account', 'number'])
      .execute();
    for (const [name, columns] of Object.entries({
      requests_status: ['account', 'status', 'number'],
      requests_technician: ['technician_id', 'status'],
      requests_visitor: ['visitor_id', 'number'],
      requests_portal: ['portal_id', 'status'],
      requests_company: ['company_id', 'status'],
    }))
      await db.schema.createIndex(name).on('requests').columns(columns).execute();
    // One request in progress for each visitor, whatever races (G19: "their own request in progress").
    await sql`create unique index requests_in_progress on requests (visitor_id) where status in ('new', 'active')`.execute(
      db,
    );

    await table('settings')
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('company_id', 'text', (c) => c.notNull())
      .addColumn('key', 'text', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('changed_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('settings_pk', ['account', 'company_id', 'key'])
      .execute();

    await table('commands')
      .addColumn('actor', 'text', (c) => c.notNull())
      .addColumn('command', 'text', (c) => c.notNull())
      .addColumn('command_id', 'text', (c) => c.notNull())
      .addColumn('input_hash', 'text', (c) => c.notNull())
      .addColumn('result', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('commands_pk', ['actor', 'command', 'command_id'])
      .execute();
    await db.schema.createIndex('commands_at').on('commands').column('at').execute();

    await table('outbox')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text')
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('event', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();

    await table('audit')
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('account', 'text')
      .addColumn('actor_kind', 'text', (c) => c.notNull())
      .addColumn('actor_id', 'text')
      .addColumn('command', 'text', (c) => c.notNull())
      .addColumn('input', 'text', (c) => c.notNull())
      .addColumn('address', 'text')
      .addColumn('request_id', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('audit_account').on('audit').columns(['account', 'at']).execute();
  },
};
