import GRDB
import Yams
import Crypto
package func x() -> Int { PackageResources.bant_yaml.count }
