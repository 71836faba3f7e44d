namespace FerroGate.Testing.Gateway;

/// <summary>How a command of the executable ended, and what it said.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);
