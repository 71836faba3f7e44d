using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>Which rows of a list are found, and that pages which go on after a row miss none and repeat none.</summary>
public abstract class ListContract : IAsyncLifetime
{
    private static readonly Tenant Ml = new("acme", "ml", "search", "ann");
    private static readonly Tenant Web = new("acme", "web", null, null);
    private static readonly Tenant Other = new("other", "ml", null, "ann");

    private ILedgerWorld _world = null!;

    private ILedgerReader Ledger => _world.Ledger;

    public async ValueTask InitializeAsync()
    {
        _world = await OpenAsync();
        await AddAsync(
            Entry(1, Ml) with { KeyId = "key-1", Model = "small" },
            Entry(2, Web) with { KeyId = "key-2", Model = "small", Provider = "azure", Status = 429, Ending = Ending.ProviderError },
            Entry(3, Other) with { KeyId = "key-1", Model = "large", ProviderModel = "gpt-y", Status = 404 },
            Entry(4, Tenant.None) with { KeyId = "key-3", Model = "large", Provider = null, ProviderModel = null, Status = null, Ending = Ending.Unreachable },
            Entry(5, Ml) with { KeyId = "key-1", Model = "large", Status = 500 });
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_world is not null)
            await _world.DisposeAsync();
    }

    public static TheoryData<ListFilter, long[]> Filters => new()
    {
        { ListFilter.None, [5, 4, 3, 2, 1] },
        { Of(ListField.Key, "key-1"), [5, 3, 1] },
        { Of(ListField.Model, "large"), [5, 4, 3] },
        { Of(ListField.Provider, "azure"), [2] },
        { Of(ListField.ProviderModel, "gpt-y"), [3] },
        { Of(ListField.Organization, "acme"), [5, 2, 1] },
        { Of(ListField.Team, "ml"), [5, 3, 1] },
        { Of(ListField.Project, "search"), [5, 1] },
        { Of(ListField.User, "ann"), [5, 3, 1] },
        { Of(ListField.Key, "' OR 1=1 --"), [] },
        { new ListFilter { Values = new Dictionary<ListField, string> { [ListField.Key] = "key-1", [ListField.Model] = "large" } }, [5, 3] },
        { new ListFilter { Status = (400, 499) }, [3, 2] },
        { new ListFilter { Status = (404, 404) }, [3] },
        { new ListFilter { Ending = Ending.Unreachable }, [4] },
        { new ListFilter { From = Some.Moment.AddHours(3) }, [5, 4, 3] },
        { new ListFilter { Until = Some.Moment.AddHours(3) }, [2, 1] },
        { new ListFilter { From = Some.Moment.AddHours(2), Until = Some.Moment.AddHours(4), Status = (200, 499) }, [3, 2] },
        { new ListFilter { From = Some.Moment.AddHours(6) }, [] },
        { new ListFilter { Tenants = [] }, [] },
        { new ListFilter { Tenants = [new Tenant("acme", null, null, null)] }, [5, 2, 1] },
        { new ListFilter { Tenants = [Web, Other] }, [3, 2] },
        { new ListFilter { Tenants = [Web, Tenant.None] }, [5, 4, 3, 2, 1] },
        { Of(ListField.Team, "ml") with { Tenants = [Other] }, [3] },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Rows_are_found_by_what_they_say_and_only_those_of_tenants_that_may_be_seen(ListFilter filter, long[] found)
    {
        var page = await Ledger.ListAsync(Some.Everything with { Filter = filter }, Some.Token);

        Assert.Equal(found, page.Items.Select(entry => entry.Usage.Input!.Value));
        Assert.Equal(found.Length, page.Total);
        Assert.Null(page.Next);
        Assert.Equal(found, await ByPagesAsync(filter, limit: 2));
    }

    [Fact]
    public async Task An_exchange_is_found_by_its_id()
    {
        var wanted = (await Ledger.ListAsync(Some.Everything, Some.Token)).Items[2];

        var page = await Ledger.ListAsync(Some.Everything with { Filter = new ListFilter { Exchange = wanted.ExchangeId } }, Some.Token);

        Assert.Equal([wanted.ExchangeId], page.Items.Select(entry => entry.ExchangeId));
    }

    [Fact]
    public async Task What_comes_meanwhile_moves_no_page_and_the_window_hides_nothing_from_who_goes_on()
    {
        var first = await Ledger.ListAsync(new PageRequest(0, 2, Window: 2), Some.Token);
        await AddAsync(Entry(6, Ml), Entry(7, Ml));

        var second = await Ledger.ListAsync(new PageRequest(0, 2, Window: 2) { After = first.Next }, Some.Token);

        Assert.Equal([5, 4], first.Items.Select(entry => entry.Usage.Input!.Value));
        Assert.Equal([3, 2], second.Items.Select(entry => entry.Usage.Input!.Value));
    }

    private protected abstract Task<ILedgerWorld> OpenAsync();

    private Task<int> AddAsync(params LedgerEntry[] entries) =>
        _world.AddAsync(new JournalId(Guid.CreateVersion7(Some.Moment)), Some.Projected(entries));

    private async Task<IReadOnlyList<long>> ByPagesAsync(ListFilter filter, int limit)
    {
        var all = new List<long>();
        for (long? after = null; ;)
        {
            var page = await Ledger.ListAsync(new PageRequest(0, limit, 100) { Filter = filter, After = after }, Some.Token);
            all.AddRange(page.Items.Select(entry => entry.Usage.Input!.Value));
            if (page.Next is null)
                return all;
            after = page.Next;
        }
    }

    private static LedgerEntry Entry(int number, Tenant tenant) =>
        Some.Settled(Some.Opened(), input: number) with { Tenant = tenant, ReservedAt = Some.Moment.AddHours(number) };

    private static ListFilter Of(ListField field, string value) => new() { Values = new Dictionary<ListField, string> { [field] = value } };
}
