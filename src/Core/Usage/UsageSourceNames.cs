namespace FerroGate.Core.Usage;

/// <summary>The names of sources in lists.</summary>
public static class UsageSourceNames
{
    public static string Of(UsageSource source) => source switch
    {
        UsageSource.Provider => "provider",
        UsageSource.Counted => "counted",
        _ => "estimated",
    };
}
