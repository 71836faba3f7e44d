namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>Asks a running process to hand over to a new one.</summary>
/// <param name="Executable">The program to start.</param>
/// <param name="Arguments">What comes before the command on its command line.</param>
/// <param name="Config">The config file of the new process, as an absolute path.</param>
internal sealed record UpgradeRequest(string Executable, IReadOnlyList<string> Arguments, string Config);
