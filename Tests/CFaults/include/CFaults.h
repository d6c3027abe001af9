/*
 * Makes one system call on a workspace fail, or the process die there. Preloaded into a program that knows
 * nothing of it, and told what to do by its environment:
 *
 *   BATON_FAULT_ROOTS   the folders whose calls are counted, parted by colons; the first is the workspace
 *   BATON_FAULT_LOG     a file that gets a line for every counted call: its kind, its number, its path
 *   BATON_FAULT         what to do: KIND:NUMBER:EFFECT, as fsync:7:EIO; without it calls are only counted
 *
 * Kinds: open (to write or create), write, fsync, rename, link, unlink, close, mkdir, flock, truncate,
 * look (open to read), read.
 * Effects: kill and killed (before and after the call); short (half is written), torn (half, then death);
 * an error, as EIO, once; with + (EIO+), from there on in the workspace; with ++, in the other folders too.
 */
#ifndef CFAULTS_H
#define CFAULTS_H
#endif
