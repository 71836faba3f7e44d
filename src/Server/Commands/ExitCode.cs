namespace FerroGate.Server.Commands;

/// <summary>What commands end with.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It failed; standard error says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself was wrong.</summary>
    public const int Usage = 2;
}
