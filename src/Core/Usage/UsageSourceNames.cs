namespace FerroGate.Core.Usage;

/// <summary>The names of sources in lists.</summary>
public static class UsageSourceNames
{
    public static string Of(UsageSource source) => source == UsageSource.Provider ? "provider" : "estimated";
}
