/**
 * Entry of the AssemblyScript build: the functions that the module exports.
 *
 * Every address is an argument; the module owns no memory and has no data section.
 */
export { adam } from './adam';
