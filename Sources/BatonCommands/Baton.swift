import ArgumentParser

package struct Baton: ParsableCommand { package init() {} }

/// Runs the command line of this process and exits with its status.
package func runBaton() -> Never {
    Baton.main()
    Baton.exit()
}
