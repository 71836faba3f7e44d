using FerroGate.Core.Keys;
using FerroGate.Core.Roles;

namespace FerroGate.Core.Tests.Roles;

/// <summary>What a key may do on the admin side, and about whom.</summary>
public sealed class AdminRightsTests
{
    private static readonly Tenant Acme = new("acme", null, null, null);
    private static readonly Tenant Ml = new("acme", "ml", null, null);
    private static readonly Tenant Other = new("other", null, null, null);

    [Theory]
    [InlineData(Scope.DataPlane, AdminRight.None)]
    [InlineData(Scope.AdminRead, AdminRight.Read)]
    [InlineData(Scope.AdminWrite, AdminRight.Operate | AdminRight.Own)]
    [InlineData(Scope.AdminRead | Scope.AdminWrite, AdminRight.Read | AdminRight.Operate | AdminRight.Own)]
    public void Scopes_are_about_the_tenant_of_the_key_and_everybody_below(Scope scopes, AdminRight rights)
    {
        var (ofAcme, ofAll) = (RightsOf(Key(Acme, scopes)), RightsOf(Key(Tenant.None, scopes)));

        foreach (var right in (AdminRight[])[AdminRight.Read, AdminRight.Operate, AdminRight.Own])
        {
            var has = rights.HasFlag(right);
            Assert.Equal((has, has, false, false), (ofAcme.May(right, Acme), ofAcme.May(right, Ml), ofAcme.May(right, Other), ofAcme.May(right, Tenant.None)));
            Assert.Equal((has, has), (ofAll.May(right, Ml), ofAll.May(right, Tenant.None)));
        }
    }

    [Theory]
    [InlineData(Role.Viewer, AdminRight.Read)]
    [InlineData(Role.Operator, AdminRight.Read | AdminRight.Operate)]
    [InlineData(Role.Owner, AdminRight.Read | AdminRight.Operate | AdminRight.Own)]
    public void Roles_are_about_the_tenant_of_the_binding(Role role, AdminRight rights)
    {
        var mine = RightsOf(Key(Other, Scope.DataPlane), new RoleBinding("b", role, Ml) { KeyIds = ["key"] });

        foreach (var right in (AdminRight[])[AdminRight.Read, AdminRight.Operate, AdminRight.Own])
            Assert.Equal(rights.HasFlag(right), mine.May(right, Ml));
        Assert.False(mine.May(AdminRight.Read, Acme));
        Assert.False(mine.May(AdminRight.Read, Other));
        Assert.Equal([Ml], mine.Tenants(AdminRight.Read));
    }

    [Fact]
    public void A_role_of_users_is_that_of_their_keys_in_the_tenant_and_of_nobody_who_is_called_so_elsewhere()
    {
        var binding = new RoleBinding("b", Role.Owner, Ml) { UserIds = ["ann"] };

        Assert.True(RightsOf(Key(new Tenant("acme", "ml", "search", "ann"), Scope.DataPlane), binding).IsAny);
        Assert.False(RightsOf(Key(new Tenant("acme", "web", null, "ann"), Scope.DataPlane), binding).IsAny);
        Assert.False(RightsOf(Key(new Tenant("other", "ml", null, "ann"), Scope.DataPlane), binding).IsAny);
        Assert.False(RightsOf(Key(new Tenant("acme", "ml", null, "bob"), Scope.DataPlane), binding).IsAny);
        Assert.False(RightsOf(Key(Ml, Scope.DataPlane), binding).IsAny);
    }

    [Fact]
    public void Several_roles_add_up()
    {
        var both = RightsOf(
            Key(Acme, Scope.AdminWrite),
            new RoleBinding("a", Role.Viewer, Acme) { KeyIds = ["key"] },
            new RoleBinding("b", Role.Viewer, Other) { KeyIds = ["key"] });

        Assert.True(both.May(AdminRight.Read | AdminRight.Own, Ml));
        Assert.False(both.May(AdminRight.Read | AdminRight.Own, Other));
        Assert.Equal([Acme, Other], both.Tenants(AdminRight.Read));
        Assert.Equal([Acme], both.Tenants(AdminRight.Own));
    }

    [Fact]
    public void Whoever_may_about_everybody_sees_everybody()
    {
        var all = RightsOf(Key(Acme, Scope.AdminRead), new RoleBinding("b", Role.Viewer, Tenant.None) { KeyIds = ["key"] });

        Assert.Null(all.Tenants(AdminRight.Read));
        Assert.Equal([], all.Tenants(AdminRight.Own));
    }

    [Fact]
    public void Rights_cover_others_that_are_no_more_about_no_others()
    {
        var (owner, operates) = (RightsOf(Key(Acme, Scope.AdminRead | Scope.AdminWrite)), RightsOf(Key(Acme, Scope.DataPlane), new RoleBinding("b", Role.Operator, Acme) { KeyIds = ["key"] }));

        Assert.True(owner.Cover(operates));
        Assert.True(owner.Cover(RightsOf(Key(Ml, Scope.AdminWrite))));
        Assert.True(operates.Cover(RightsOf(Key(Other, Scope.DataPlane))));
        Assert.False(operates.Cover(owner));
        Assert.False(owner.Cover(RightsOf(Key(Other, Scope.AdminRead))));
        Assert.False(owner.Cover(RightsOf(Key(Tenant.None, Scope.AdminRead))));
    }

    private static AdminRights RightsOf(VirtualKey key, params RoleBinding[] bindings) => AdminRights.Of(key, bindings);

    private static VirtualKey Key(Tenant tenant, Scope scopes) => new() { Id = "key", Hash = KeyHash.Of("secret"), Tenant = tenant, Scopes = scopes };
}
