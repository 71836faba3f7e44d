namespace FerroGate.Core.Roles;

/// <summary>What somebody is to the admin side; each may what the one before may.</summary>
public enum Role
{
    /// <summary>Sees what there is, and what was used.</summary>
    Viewer,

    /// <summary>Makes and changes keys of clients, and what requests are served by and counted under.</summary>
    Operator,

    /// <summary>Decides who may what: keys and roles of the admin side, tenants, credentials of providers, the config.</summary>
    Owner,
}
