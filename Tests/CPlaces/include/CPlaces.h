/*
 * Preloaded into the program, a clock that runs wrong and a disk that takes its time or gives a file no more.
 *
 *   BATON_CLOCK=FILE   FILE holds the seconds by which the clock is off, read anew each time it is asked
 *   BATON_GATE=FILE    while FILE exists no fsync returns; one that waits makes FILE.waiting
 *   BATON_UNREADABLE=FILE   whoever reads at an offset of FILE gets EIO
 */
#ifndef CPLACES_H
#define CPLACES_H
#endif
