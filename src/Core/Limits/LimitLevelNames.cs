namespace FerroGate.Core.Limits;

/// <summary>The names of levels in config, lists and events.</summary>
public static class LimitLevelNames
{
    public static string Of(LimitLevel level) => level switch
    {
        LimitLevel.Organization => "organization",
        LimitLevel.Team => "team",
        LimitLevel.Project => "project",
        LimitLevel.User => "user",
        LimitLevel.Key => "key",
        _ => "everybody",
    };
}
