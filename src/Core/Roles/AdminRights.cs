using FerroGate.Core.Keys;

namespace FerroGate.Core.Roles;

/// <summary>Everything that one key may do on the admin side: by its scopes about its own tenant, and by the roles that it has been given.</summary>
public sealed class AdminRights
{
    private readonly List<AdminGrant> _grants = [];

    private AdminRights()
    {
    }

    /// <summary>It may do something.</summary>
    public bool IsAny => _grants.Count > 0;

    public static AdminRights Of(VirtualKey key, IReadOnlyList<RoleBinding> bindings)
    {
        var rights = new AdminRights();
        var byScope = (key.Scopes.HasFlag(Scope.AdminRead) ? AdminRight.Read : AdminRight.None)
            | (key.Scopes.HasFlag(Scope.AdminWrite) ? AdminRight.Operate | AdminRight.Own : AdminRight.None);
        if (byScope != AdminRight.None)
            rights._grants.Add(new AdminGrant(byScope, key.Tenant));

        foreach (var binding in bindings)
        {
            if (binding.IsOf(key))
                rights._grants.Add(new AdminGrant(RightsOf(binding.Role), binding.Tenant));
        }

        return rights;
    }

    /// <summary>It may do all of this about a tenant; about <see cref="Tenant.None"/>, what is for all.</summary>
    public bool May(AdminRight right, Tenant tenant)
    {
        foreach (var grant in _grants)
        {
            if (grant.Tenant.Covers(tenant))
                right &= ~grant.Rights;
        }

        return right == AdminRight.None;
    }

    /// <summary>It may do this about somebody.</summary>
    public bool MayAnywhere(AdminRight right) => _grants.Exists(grant => grant.Rights.HasFlag(right));

    /// <summary>Whoever it may do this about; <c>null</c> is everybody.</summary>
    public IReadOnlyList<Tenant>? Tenants(AdminRight right)
    {
        var tenants = _grants.Where(grant => grant.Rights.HasFlag(right)).Select(grant => grant.Tenant).Distinct().ToList();
        return tenants.Contains(Tenant.None) ? null : tenants;
    }

    /// <summary>It may do whatever the other may.</summary>
    public bool Cover(AdminRights other) => other._grants.TrueForAll(grant => May(grant.Rights, grant.Tenant));

    private static AdminRight RightsOf(Role role) => role switch
    {
        Role.Viewer => AdminRight.Read,
        Role.Operator => AdminRight.Read | AdminRight.Operate,
        _ => AdminRight.Read | AdminRight.Operate | AdminRight.Own,
    };
}
