namespace FerroGate.Core.Limits.Shared;

/// <summary>What an exchange does that fits what was spent, and not what others hold.</summary>
public enum LineMode
{
    /// <summary>It goes.</summary>
    Go,

    /// <summary>It waits in line.</summary>
    Wait,

    /// <summary>It has waited long enough: it takes its turn and goes.</summary>
    Last,
}
