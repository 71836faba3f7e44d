namespace FerroGate.Core.Limits;

/// <summary>For whom a limit or budget counts apart. What a level belongs to is a part of it: a team is that of its organization.</summary>
public enum LimitLevel
{
    /// <summary>All who are meant share one.</summary>
    Everybody,

    /// <summary>Each organization has its own.</summary>
    Organization,

    /// <summary>Each team has its own.</summary>
    Team,

    /// <summary>Each project has its own.</summary>
    Project,

    /// <summary>Each user has their own.</summary>
    User,

    /// <summary>Each key has its own.</summary>
    Key,
}
