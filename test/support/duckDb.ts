/** What a query of a database in memory answers: a row an object. */
export type Query = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/**
 * A real DuckDB without anything in it, which loads nothing from elsewhere; null where npm has no build of it for this
 * machine. Times are UTC; moments, long integers and JSON come as text.
 */
export async function openDuckDb(): Promise<Query | null> {
  const duckDb = await import('@duckdb/node-api').catch(() => null);
  if (duckDb === null) return null;
  const instance = await duckDb.DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
  return async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
}
