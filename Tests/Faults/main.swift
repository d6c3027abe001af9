import Foundation

// Every system call of scripted sessions, made to fail in every way, from outside:
//
//     baton-faults PROGRAM                        each call: death, and two errors that take turns
//     baton-faults PROGRAM --all                  each call: everything
//     baton-faults PROGRAM --random 1000          a call on a terminal, ended at so many random moments
//     baton-faults PROGRAM --random 1 --seed 7    one of these again
//     baton-faults PROGRAM --only call:fsync:7:EIO    one fault again, with what the program printed
//     baton-faults PROGRAM --scene call ...       of one scene alone
do {
    let isSound = try Proof(Array(CommandLine.arguments.dropFirst())).run()
    exit(isSound ? 0 : 1)
} catch {
    FileHandle.standardError.write(Data("baton-faults: \(error)\n".utf8))
    exit(2)
}
