namespace FerroGate.Core.Roles;

/// <summary>What can be done on the admin side, about a tenant or about all.</summary>
[Flags]
public enum AdminRight
{
    None = 0,

    /// <summary>To see.</summary>
    Read = 1,

    /// <summary>To change what an operator changes.</summary>
    Operate = 2,

    /// <summary>To change what only an owner does.</summary>
    Own = 4,
}
