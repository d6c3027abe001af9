/// The files that every copy of the program carries, for workspaces that have none.
package enum BuiltInChecklists {
    /// The name of the file that holds the closed list of reasons.
    package static let reasonsFile = "reasons.yaml"

    /// The names of the files, as they are called in `checklists/`.
    package static let fileNames = [
        "anum.yaml", "bant.yaml", "buyer-fit.yaml", "champ.yaml", "gpctba-ci.yaml", "meddic.yaml",
        "meddpicc.yaml", "spiced.yaml", reasonsFile,
    ]

    /// The bytes of a built-in file; nil for a name that is not among them.
    package static func bytes(of fileName: String) -> [UInt8]? {
        switch fileName {
        case "anum.yaml": PackageResources.anum_yaml
        case "bant.yaml": PackageResources.bant_yaml
        case "buyer-fit.yaml": PackageResources.buyer_fit_yaml
        case "champ.yaml": PackageResources.champ_yaml
        case "gpctba-ci.yaml": PackageResources.gpctba_ci_yaml
        case "meddic.yaml": PackageResources.meddic_yaml
        case "meddpicc.yaml": PackageResources.meddpicc_yaml
        case "spiced.yaml": PackageResources.spiced_yaml
        case reasonsFile: PackageResources.reasons_yaml
        default: nil
        }
    }

    /// How diagnostics and listings name a built-in file.
    static func label(_ fileName: String) -> String { "\(fileName) (built in)" }
}
