namespace FerroGate.Core.Roles;

/// <summary>The words for roles.</summary>
public static class RoleNames
{
    public static string Of(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Operator => "operator",
        _ => "owner",
    };
}
