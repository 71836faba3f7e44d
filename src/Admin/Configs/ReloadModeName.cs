namespace FerroGate.Admin.Configs;

/// <summary>The words for how a config can come into force.</summary>
public static class ReloadModeName
{
    /// <summary>In the running process.</summary>
    public const string ProcessLocal = "process-local";

    /// <summary>By a graceful upgrade.</summary>
    public const string ListenerLevelRequired = "listener-level-required";

    /// <summary>By a restart.</summary>
    public const string RestartRequired = "restart-required";
}
