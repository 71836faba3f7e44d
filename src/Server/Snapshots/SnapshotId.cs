using System.Security.Cryptography;
using System.Text;
using FerroGate.Config.Model;
using FerroGate.Config.Writing;

namespace FerroGate.Server.Snapshots;

/// <summary>
/// The name of what a config says: the same for two texts that mean the same. It is made of the config without its secrets, so
/// that nobody can guess secrets from it; a config of which only a secret changed keeps its name.
/// </summary>
internal static class SnapshotId
{
    private const int Bytes = 8;

    public static string Of(GatewayConfig config) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ConfigWriter.WriteJson(config, indented: false))).AsSpan(0, Bytes));
}
