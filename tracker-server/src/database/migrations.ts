import type { Kysely } from 'kysely';

/** Forward only, one per version; never changed once released. The n-th leads from version n - 1 to n. */
export const migrations: readonly ((db: Kysely<never>) => Promise<void>)[] = [
  async (db) => {
    await createPeople(db);
    await createRooms(db);
  },
  (db) => createMeta(db),
];

const createPeople = async ({ schema }: Kysely<never>): Promise<void> => {
  await schema
    .createTable('account')
    .addColumn('identity', 'text', (column) => column.primaryKey())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('name_record', 'blob', (column) => column.notNull())
    .addColumn('fold', 'text', (column) => column.notNull().unique())
    .addColumn('record', 'text', (column) => column.notNull())
    .addColumn('vault', 'text', (column) => column.notNull())
    .addColumn('created', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('reserved_name')
    .addColumn('identity', 'text', (column) => column.primaryKey())
    .addColumn('fold', 'text', (column) => column.notNull().unique())
    .execute();
  await schema
    .createTable('sign_in_address')
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('at', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('sign_in_address_key', ['identity', 'address'])
    .execute();
  await schema
    .createTable('device')
    .addColumn('device', 'text', (column) => column.primaryKey())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('last_seen', 'integer', (column) => column.notNull())
    .addColumn('address_record', 'blob')
    .addColumn('observed', 'text')
    .execute();
  await schema.createIndex('device_identity').on('device').columns(['identity', 'last_seen']).execute();
  await schema
    .createTable('certificate')
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('bytes', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('certificate_key', ['device', 'identity'])
    .execute();
};

const createRooms = async ({ schema }: Kysely<never>): Promise<void> => {
  await schema
    .createTable('room')
    .addColumn('room', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('fold', 'text', (column) => column.unique())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('owner_name', 'text', (column) => column.notNull())
    .addColumn('policy', 'text', (column) => column.notNull())
    .addColumn('capacity', 'integer', (column) => column.notNull())
    .addColumn('closed', 'integer', (column) => column.notNull())
    .addColumn('ops', 'integer', (column) => column.notNull())
    .execute();
  await schema
    .createTable('member')
    .addColumn('room', 'text', (column) => column.notNull())
    .addColumn('identity', 'text', (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('joined', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('member_key', ['room', 'identity'])
    .execute();
  await schema.createIndex('member_identity').on('member').column('identity').execute();
  await schema
    .createTable('operation')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('room', 'text', (column) => column.notNull())
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('log', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('entry', 'blob', (column) => column.notNull())
    .addUniqueConstraint('operation_place', ['room', 'device', 'log', 'seq'])
    .execute();
};

const createMeta = async ({ schema }: Kysely<never>): Promise<void> => {
  await schema
    .createTable('meta')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
};
