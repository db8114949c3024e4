// ECharts with the parts we draw with, and no others. Imported only when a chart is on the page: it is larger than any of our pages.
import { BarChart, LineChart, MapChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { getMap, init, registerMap, use, type EChartsType } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer } from 'echarts/renderers';
import { loadMap } from './maps.ts';

use([BarChart, LineChart, MapChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, LabelLayout, CanvasRenderer]);

/** An empty chart in an element; the map of `map` is there when it returns. */
export async function createChart(element: HTMLElement, map: string | undefined): Promise<EChartsType> {
  if (map !== undefined && !getMap(map)) {
    const found = await loadMap(map);
    if (found) registerMap(map, found);
  }
  return init(element, null, { renderer: 'canvas', locale: 'ZH' });
}
