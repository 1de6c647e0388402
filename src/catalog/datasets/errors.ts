/**
 * The two ways a data set fails to load. Only the name survives the way out of a worker, so it is
 * what callers ask for: after `DatasetUnavailable` trying again can help, after `DatasetDamaged` the
 * file itself has to change.
 */
export class DatasetUnavailable extends Error {
  override readonly name = 'DatasetUnavailable';
}

export class DatasetDamaged extends Error {
  override readonly name = 'DatasetDamaged';
}
