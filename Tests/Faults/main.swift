import Foundation

// Every system call of scripted sessions, made to fail in every way, from outside:
//
//     baton-faults PROGRAM                        each call, every death and two errors
//     baton-faults PROGRAM --all                  each call, everything
//     baton-faults PROGRAM --only call:fsync:7:EIO    one of them, with what the program printed
//     baton-faults PROGRAM --scene call ...           of one scene alone
do {
    let isSound = try Proof(Array(CommandLine.arguments.dropFirst())).run()
    exit(isSound ? 0 : 1)
} catch {
    FileHandle.standardError.write(Data("baton-faults: \(error)\n".utf8))
    exit(2)
}
