import BatonCommands

runBaton()
